import asyncio
import multiprocessing as mp
import threading
import time


async def work(n):
    await asyncio.sleep(0.3)
    return n * n


async def main():
    t0 = time.monotonic()
    print(await asyncio.gather(*(work(i) for i in range(4))), 0.29 < time.monotonic() - t0 < 1.15)
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.05)
    except TimeoutError:
        print("timeout")
    async with asyncio.TaskGroup() as tg:
        a, b = tg.create_task(work(2)), tg.create_task(work(3))
    print(a.result(), b.result())
    q = asyncio.Queue()

    async def produce():
        for i in range(3):
            await q.put(i)

    asyncio.create_task(produce())
    print([await q.get() for _ in range(3)])
    return "returned"


async def threads():
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    t = asyncio.create_task(tick())
    print(
        await asyncio.to_thread(
            lambda: (time.sleep(0.1), threading.current_thread() is threading.main_thread())[1]
        )
    )
    t.cancel()
    print(ticks >= 3)
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    threading.Timer(
        0.02, lambda: loop.call_soon_threadsafe(fut.set_result, "from a thread")
    ).start()
    print(await fut)


def child(q):
    q.put(asyncio.run(main()))


async def processes(ctx):
    q = ctx.Queue()
    p = ctx.Process(target=child, args=(q,))
    p.start()
    print(await asyncio.to_thread(q.get))
    await asyncio.to_thread(p.join)
    p = ctx.Process(target=child, args=(q,))
    p.start()
    print(q.get())
    p.join()
    print(p.exitcode)


if __name__ == "__main__":
    print(asyncio.run(main()))
    asyncio.run(threads())
    asyncio.run(processes(mp.get_context("fork")))
    out = []
    t = threading.Thread(target=lambda: out.append(asyncio.run(work(5))))
    t.start()
    print(asyncio.run(work(6)))
    t.join()
    print(out)
    with asyncio.Runner() as r:
        print(r.run(work(7)))
    loop = asyncio.new_event_loop()
    print(loop.run_until_complete(work(8)))
    loop.close()
