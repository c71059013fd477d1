"""Shared characters, and values of one byte."""

import multiprocessing as mp


def child(letter, word, flags):
    letter.value = b"z"
    word[0] = b"J"
    flags[1] = 7


if __name__ == "__main__":
    letter = mp.Value("c", b"a")
    word = mp.Array("c", b"jelly")
    flags = mp.Array("b", 3)
    print(letter.value, word.value, word[1], word[1:3], word.raw)
    p = mp.Process(target=child, args=(letter, word, flags))
    p.start()
    p.join()
    print(letter.value, word.value, flags[:], len(word))
    # What was read does not change other bytes.
    print(bytes(1), bytes([0]), b"a", b"ab"[:1], bytes(1) == b"\x00")
    word.value = b"hi"
    print(word.value, word.raw)
    try:
        word.value = b"much too long"
    except ValueError as error:
        print(type(error).__name__)
    try:
        letter.value = b"two"
    except TypeError as error:
        print(type(error).__name__)
