package io.gradstep.nn.io;

import org.jspecify.annotations.Nullable;

/**
 * The header's entry for one tensor: its type, its shape and its offsets.
 *
 * <p>Begin and end count bytes from the end of the header, the end being the first byte after the tensor.
 */
final class Slot {
    final String name;

    /** Null for a type that is known but cannot be read. */
    final @Nullable Dtype type;

    final String typeName;
    final long begin;
    final long end;

    /** Never modified. */
    final int[] shape;

    Slot(String name, @Nullable Dtype type, String typeName, int[] shape, long begin, long end) {
        this.name = name;
        this.type = type;
        this.typeName = typeName;
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
