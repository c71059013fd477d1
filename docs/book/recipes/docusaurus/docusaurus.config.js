export default {
  title: 'My book',
  url: 'https://my.site',
  baseUrl: '/',
  scripts: [{ src: 'https://your.host/play/embed.js', async: true }],
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
};
