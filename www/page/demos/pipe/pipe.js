// A child doubles what comes through a pipe.
import { open } from '/lib/parallel-playground.js';

const NUMBER = 10;
const N_TRIPS = 1000;

const pg = await open();
const [ours, theirs] = pg.pipe();
const child = pg.spawn(async (connection) => {
  for (;;) {
    const number = await connection.recv();
    if (number === null) break;
    await connection.send(2 * Number(number));
  }
  await connection.close();
}, theirs);
let answer;
for (let trip = 0; trip < N_TRIPS; trip += 1) {
  await ours.send(NUMBER);
  answer = await ours.recv();
}
await ours.send(null); // the sentinel: that was all
await child.join();
console.log(answer);
await pg.close();
