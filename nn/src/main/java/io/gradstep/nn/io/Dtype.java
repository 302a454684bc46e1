package io.gradstep.nn.io;

import java.nio.ByteBuffer;
import java.util.Set;

/** The types of number that can be read. */
enum Dtype {
    F64(Double.BYTES) {
        @Override
        void get(ByteBuffer from, double[] to, int at, int count) {
            from.asDoubleBuffer().get(to, at, count);
        }
    },
    F32(Float.BYTES) {
        @Override
        void get(ByteBuffer from, double[] to, int at, int count) {
            for (int k = 0; k < count; k++) {
                to[at + k] = from.getFloat();
            }
        }
    };

    /** The other types of the format, so that a message can tell what is known elsewhere from what is damaged. */
    static final Set<String> ELSEWHERE = Set.of(
            "BOOL",
            "F4",
            "F6_E2M3",
            "F6_E3M2",
            "F8_E4M3",
            "F8_E5M2",
            "F8_E8M0",
            "F8_E4M3FNUZ",
            "F8_E5M2FNUZ",
            "U8",
            "I8",
            "U16",
            "I16",
            "F16",
            "BF16",
            "U32",
            "I32",
            "U64",
            "I64",
            "C64");

    final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Reads numbers from the start of a buffer, which is in little-endian order. */
    abstract void get(ByteBuffer from, double[] to, int at, int count);
}
