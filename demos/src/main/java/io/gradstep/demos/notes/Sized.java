package io.gradstep.demos.notes;

/**
 * The comparisons of a derivation at one size.
 *
 * @param size the size in words or numbers
 * @param tally the result
 */
record Sized(String size, Tally tally) {}
