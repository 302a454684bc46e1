package io.gradstep.nn.random;

/**
 * The generator of Python's module {@code random}, number for number: the Mersenne Twister MT19937 (Matsumoto and
 * Nishimura, 1998) with Python's seeding by whole numbers, and its functions on top, as its documentation and source
 * describe them (version 3.11).
 *
 * <p>{@link #gaussian} may differ in the last bit, because Python takes sine, cosine and logarithm from the C library.
 */
public final class PythonRandom implements RandomSource {
    private static final int SIZE = 624;
    private static final int PERIOD = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;
    private static final int TWIST = 0x9908b0df;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /** The second number of the last pair of normal ones; NaN if it has been taken. */
    private double spare = Double.NaN;

    /** The generator after {@code random.seed(seed)}, which takes the magnitude of a negative number. */
    public PythonRandom(long seed) {
        long magnitude = Math.abs(seed); // of the least long it is 2⁶³ as an unsigned number
        int high = (int) (magnitude >>> 32);
        int[] key = high == 0 ? new int[] {(int) magnitude} : new int[] {(int) magnitude, high};
        seedByArray(key);
    }

    private void seedByNumber(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private void seedByArray(int[] key) {
        seedByNumber(19650218);
        int i = 1;
        int j = 0;
        for (int k = Math.max(SIZE, key.length); k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
            i++;
            j = (j + 1) % key.length;
            if (i == SIZE) {
                state[0] = state[SIZE - 1];
                i = 1;
            }
        }
        for (int k = SIZE - 1; k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
            i++;
            if (i == SIZE) {
                state[0] = state[SIZE - 1];
                i = 1;
            }
        }
        state[0] = UPPER_BIT;
    }

    /** The next 32 random bits. */
    private int next() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & UPPER_BIT) | (state[(i + 1) % SIZE] & LOWER_BITS);
            state[i] = state[(i + PERIOD) % SIZE] ^ (y >>> 1) ^ ((y & 1) * TWIST);
        }
        next = 0;
    }

    /** {@code random.random()}: uniform in [0, 1), a multiple of 2^-53. */
    @Override
    public double nextDouble() {
        int high = next() >>> 5;
        int low = next() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** {@code random.getrandbits(count)} for at most 32 bits, as an unsigned number. */
    private long bits(int count) {
        return Integer.toUnsignedLong(next()) >>> (32 - count);
    }

    /** Uniform in [0, bound): as many bits as the bound has, until they are less than it. */
    @Override
    public int below(int bound) {
        int count = 32 - Integer.numberOfLeadingZeros(bound);
        while (true) {
            long number = bits(count);
            if (number < bound) {
                return (int) number;
            }
        }
    }

    /** {@code random.gauss(0, 1)}: normal, in pairs of which the second is kept. */
    @Override
    public double gaussian() {
        double second = spare;
        if (!Double.isNaN(second)) {
            spare = Double.NaN;
            return second;
        }
        double angle = nextDouble() * 2 * Math.PI;
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        spare = StrictMath.sin(angle) * radius;
        return StrictMath.cos(angle) * radius;
    }
}
