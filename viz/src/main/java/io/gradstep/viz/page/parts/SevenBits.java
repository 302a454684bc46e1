package io.gradstep.viz.page.parts;

/**
 * Bytes as a text that is a seventh longer in UTF-8, where Base64 is a third: seven bits a character. The few
 * characters that cannot stand in a string of JavaScript are written with {@link #SPARE} added.
 */
final class SevenBits {
    /** May be added to a character: readers look at its lower seven bits alone. */
    static final int SPARE = 256;

    private static final int BITS = 7;
    private static final int MASK = (1 << BITS) - 1;

    private SevenBits() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 8 / BITS + 1);
        int bits = 0;
        int count = 0;
        for (byte next : bytes) {
            bits = (bits << 8) | (next & 0xff);
            count += 8;
            while (count >= BITS) {
                count -= BITS;
                add(text, (bits >> count) & MASK);
            }
            bits &= MASK;
        }
        if (count > 0) {
            add(text, (bits << (BITS - count)) & MASK);
        }
        return text.toString();
    }

    private static void add(StringBuilder text, int bits) {
        boolean special = bits == 0 || bits == '\n' || bits == '\r' || bits == '"' || bits == '\\';
        text.append((char) (special ? bits + SPARE : bits));
    }
}
