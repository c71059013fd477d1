/**
 * Entry of a worker at one end of a bare MessageChannel: the yardstick of the pipe. It runs one
 * program and answers.
 */
import { drain, echo, ping, pour, type FlowPlan, type Link, type TripPlan } from './programs';

/** What the page asks of a worker, with the port of its end and the port for its answer. */
export type BareRequest = { port: MessagePort; answer: MessagePort } & (
  | { program: 'ping'; plan: TripPlan }
  | { program: 'pour'; plan: FlowPlan }
  | { program: 'echo' | 'drain' }
);

addEventListener('message', ({ data }: MessageEvent<BareRequest>) => {
  void serve(data);
});

async function serve(request: BareRequest): Promise<void> {
  const link = linkOf(request.port);
  const out = { put: (value: unknown) => request.answer.postMessage(value) };
  switch (request.program) {
    case 'ping':
      await ping(link, out, request.plan);
      break;
    case 'pour':
      await pour(link, out, request.plan);
      break;
    case 'echo':
      await echo(link, false);
      break;
    case 'drain':
      await drain(link, false);
      break;
  }
}

/** A port as a link: messages that came before they were asked for wait in a list. */
function linkOf(port: MessagePort): Link {
  const arrived: unknown[] = [];
  const waiting: ((value: unknown) => void)[] = [];
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const receiver = waiting.shift();
    if (receiver) receiver(data);
    else arrived.push(data);
  };
  return {
    send: (value) => port.postMessage(value),
    recv: () =>
      arrived.length > 0
        ? arrived.shift()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}
