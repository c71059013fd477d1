import { open } from '/lib/parallel-playground.js';

const pg = await open();
const [ours, theirs] = pg.pipe();
const child = pg.spawn(async (connection) => {
  const number = await connection.recv();
  await connection.send(2 * Number(number));
  await connection.close();
}, theirs);
await ours.send(10);
console.log(await ours.recv()); // 20
await child.join();
await pg.close();
