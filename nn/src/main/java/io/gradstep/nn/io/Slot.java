package io.gradstep.nn.io;

/**
 * Where the numbers of one tensor stand in a file: what the header says of it.
 *
 * <p>Begin and end count bytes from the end of the header, the end being the first byte after the tensor.
 */
final class Slot {
    final String name;
    final Dtype type;
    final long begin;
    final long end;

    /** Never changed. */
    final int[] shape;

    Slot(String name, Dtype type, int[] shape, long begin, long end) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.begin = begin;
        this.end = end;
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }
}
