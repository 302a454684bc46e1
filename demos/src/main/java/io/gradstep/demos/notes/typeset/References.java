package io.gradstep.demos.notes.typeset;

/** The nodes that the symbols of a formula stand for, so that a page can point at them. */
@FunctionalInterface
public interface References {
    /**
     * Returns what a symbol stands for.
     *
     * @param symbol as it is written, with its indices: {@code W₁₂}, {@code a⁽ᵏ⁾}
     * @return the value of its {@code data-n} attribute, empty for none
     */
    String of(String symbol);
}
