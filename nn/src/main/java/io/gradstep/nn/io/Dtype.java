package io.gradstep.nn.io;

import java.nio.ByteBuffer;
import java.util.Set;

/** The number types that can be read. */
enum Dtype {
    F64(Double.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return from.getDouble();
        }

        @Override
        boolean get(ByteBuffer from, double[] to, int at, int count) {
            from.asDoubleBuffer().get(to, at, count);
            return true;
        }
    },
    F32(Float.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return from.getFloat();
        }
    },
    /** IEEE 754 binary16: 5 bits of exponent, 10 of fraction. */
    F16(Short.BYTES) {
        @Override
        double next(ByteBuffer from) {
            int bits = from.getShort();
            int exponent = bits >> 10 & 0x1f;
            int fraction = bits & 0x3ff;
            double size;
            if (exponent == 0x1f) {
                size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            } else if (exponent == 0) {
                size = Math.scalb((double) fraction, -24);
            } else {
                size = Math.scalb((double) (fraction | 0x400), exponent - 25);
            }
            return bits < 0 ? -size : size;
        }
    },
    /** The upper half of an F32. */
    BF16(Short.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return Float.intBitsToFloat(from.getShort() << Short.SIZE);
        }
    },
    I8(Byte.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return from.get();
        }
    },
    U8(Byte.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return Byte.toUnsignedInt(from.get());
        }
    },
    I16(Short.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return from.getShort();
        }
    },
    U16(Short.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return Short.toUnsignedInt(from.getShort());
        }
    },
    I32(Integer.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return from.getInt();
        }
    },
    U32(Integer.BYTES) {
        @Override
        double next(ByteBuffer from) {
            return Integer.toUnsignedLong(from.getInt());
        }
    },
    I64(Long.BYTES) {
        @Override
        double next(ByteBuffer from) {
            long number = from.getLong();
            return number >= -LARGEST_EXACT && number <= LARGEST_EXACT ? number : Double.NaN;
        }
    },
    U64(Long.BYTES) {
        @Override
        double next(ByteBuffer from) {
            long number = from.getLong();
            return number >= 0 && number <= LARGEST_EXACT ? number : Double.NaN;
        }
    };

    /** Up to here a double holds every whole number. */
    private static final long LARGEST_EXACT = 1L << 53;

    /** The other types of the format, to distinguish them from damaged ones. */
    static final Set<String> ELSEWHERE = Set.of(
            "BOOL", "F4", "F6_E2M3", "F6_E3M2", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "C64");

    final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Reads the next number of a buffer, which is in little-endian order; NaN for a whole number no double holds. */
    abstract double next(ByteBuffer from);

    /** Reads numbers from the start of a buffer; returns whether doubles hold them exactly. */
    boolean get(ByteBuffer from, double[] to, int at, int count) {
        boolean exact = true;
        for (int k = 0; k < count; k++) {
            to[at + k] = next(from);
            exact &= !isWhole() || !Double.isNaN(to[at + k]);
        }
        return exact;
    }

    private boolean isWhole() {
        return this == I64 || this == U64;
    }
}
