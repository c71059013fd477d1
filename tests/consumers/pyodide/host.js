import { runCells } from './cells.js';

onmessage = async ({ data }) => postMessage(await runCells(data));
