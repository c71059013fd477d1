// A child doubles what comes through a pipe.
import { open } from '/lib/parallel-playground.js';

const NUMBER = 10;
const N_TRIPS = 1000;
const LARGEST_KIB = 4096; // the largest message

const pg = await open();
const [ours, theirs] = pg.pipe();
const child = pg.spawn(async (connection) => {
  for (;;) {
    const message = await connection.recv();
    if (message === null) break;
    await connection.send(
      message instanceof Uint8Array
        ? new Uint8Array(2 * message.length)
        : 2 * Number(message),
    );
  }
  await connection.close();
}, theirs);
let answer;
for (let trip = 0; trip < N_TRIPS; trip += 1) {
  await ours.send(NUMBER);
  answer = await ours.recv();
}
console.log(answer);
const sizes = [];
// Four times as large each time.
for (
  let size = 1;
  size <= 1024 * LARGEST_KIB;
  size *= 4
) {
  await ours.send(new Uint8Array(size));
  answer = await ours.recv();
  if (answer instanceof Uint8Array)
    sizes.push(answer.length);
}
console.log(sizes);
await ours.send(null); // the sentinel: that was all
await child.join();
await pg.close();
