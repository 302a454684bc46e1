package io.gradstep.demos.page;

import io.gradstep.viz.page.parts.Sha256;
import java.util.Arrays;

/** The {@link Sha256} of a page, which has no security providers; by FIPS 180-4. */
public final class PageSha256 {
    private static final int BLOCK = 64;
    private static final int ROUNDS = 64;

    private PageSha256() {}

    public static byte[] of(byte[] message) {
        int[] constants = new int[ROUNDS];
        int[] state = new int[8];
        setUp(constants, state);
        byte[] padded = padded(message);
        for (int from = 0; from < padded.length; from += BLOCK) {
            compress(padded, from, constants, state);
        }
        byte[] hash = new byte[32];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (state[i / 4] >>> (24 - i % 4 * 8));
        }
        return hash;
    }

    /** The message, a 1 bit, zeros, and its length in bits in the last eight bytes. */
    private static byte[] padded(byte[] message) {
        byte[] padded = Arrays.copyOf(message, (message.length + 8) / BLOCK * BLOCK + BLOCK);
        padded[message.length] = (byte) 0x80;
        long bits = 8L * message.length;
        for (int i = 1; i <= 8; i++, bits >>>= 8) {
            padded[padded.length - i] = (byte) bits;
        }
        return padded;
    }

    /** The first 32 bits of the fractions of the primes' cube roots, and of the first eight's square roots. */
    private static void setUp(int[] constants, int[] state) {
        int found = 0;
        for (int n = 2; found < ROUNDS; n++) {
            if (isPrime(n)) {
                if (found < state.length) {
                    state[found] = fraction(Math.sqrt(n));
                }
                constants[found++] = fraction(StrictMath.cbrt(n));
            }
        }
    }

    private static boolean isPrime(int n) {
        for (int d = 2; d * d <= n; d++) {
            if (n % d == 0) {
                return false;
            }
        }
        return true;
    }

    /** Doubles have 52 bits, of which a root below 8 takes three. */
    private static int fraction(double root) {
        return (int) (long) ((root - Math.floor(root)) * 0x1p32);
    }

    private static void compress(byte[] bytes, int from, int[] constants, int[] state) {
        int[] w = new int[ROUNDS];
        for (int i = 0; i < BLOCK; i++) {
            w[i / 4] = (w[i / 4] << 8) | (bytes[from + i] & 0xff);
        }
        for (int i = 16; i < ROUNDS; i++) {
            int low = Integer.rotateRight(w[i - 15], 7) ^ Integer.rotateRight(w[i - 15], 18) ^ (w[i - 15] >>> 3);
            int high = Integer.rotateRight(w[i - 2], 17) ^ Integer.rotateRight(w[i - 2], 19) ^ (w[i - 2] >>> 10);
            w[i] = w[i - 16] + low + w[i - 7] + high;
        }
        int[] s = state.clone();
        for (int i = 0; i < ROUNDS; i++) {
            int high = Integer.rotateRight(s[4], 6) ^ Integer.rotateRight(s[4], 11) ^ Integer.rotateRight(s[4], 25);
            int first = s[7] + high + ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[i] + w[i];
            int low = Integer.rotateRight(s[0], 2) ^ Integer.rotateRight(s[0], 13) ^ Integer.rotateRight(s[0], 22);
            int second = low + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
            System.arraycopy(s, 0, s, 1, 7);
            s[4] += first;
            s[0] = first + second;
        }
        for (int i = 0; i < s.length; i++) {
            state[i] += s[i];
        }
    }
}
