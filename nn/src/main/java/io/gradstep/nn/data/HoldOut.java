package io.gradstep.nn.data;

import io.gradstep.nn.random.RandomStream;
import java.io.Serializable;
import java.util.Objects;

/**
 * A choice of numbered rows to hold out for validation, spread evenly over a table: of every few consecutive rows one,
 * drawn by a seed. Each row can be decided by its number alone, on any machine, and both parts keep their order.
 *
 * <pre>{@code
 * HoldOut fifth = new HoldOut(1000, 0.2, 42);
 * System.out.println(fifth.count()); // 200
 * long first = 0;
 * while (!fifth.holds(first)) {
 *     first++;
 * }
 * System.out.println(first < 5); // true
 * System.out.println(fifth.before(first)); // 0
 * System.out.println(fifth.before(first + 1)); // 1
 * }</pre>
 */
public final class HoldOut implements Serializable {
    private static final long serialVersionUID = 1;

    /** The rows that have their share exactly; shares are rounded to such parts. */
    private static final int PERIOD = 1000;

    /** The number of rows. */
    private final long rows;

    /** The number of consecutive rows that have the share. */
    private final int period;

    /** The number of rows held out of each period. */
    private final int held;

    /** The seed of the choice. */
    private final long seed;

    /**
     * Chooses rows.
     *
     * @param rows the number of rows, at least 2
     * @param share the share to hold out, between 0 and 1, rounded to thousandths; neither part is empty
     * @param seed the seed of the choice
     * @throws IllegalArgumentException if a number is out of range
     */
    public HoldOut(long rows, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share of rows to hold out must be more than 0 and less than 1, not " + share);
        }
        if (rows < 2) {
            throw new IllegalArgumentException("one sample cannot be split in two parts");
        }
        this.rows = rows;
        this.period = (int) Math.min(rows, PERIOD);
        this.held = (int) Math.max(1, Math.min(period - 1, Math.round(share * period)));
        this.seed = seed;
    }

    /**
     * {@return whether a row is held out}
     *
     * @param row its number, from 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public boolean holds(long row) {
        Objects.checkIndex(row, rows);
        return chosen(row) == row % period;
    }

    /**
     * {@return the number of rows before a row that are held out}
     *
     * @param row its number, or that of all rows
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long before(long row) {
        Objects.checkIndex(row, rows + 1);
        long place = row % period;
        return row / period * held + stratum(place) + (chosen(row) < place ? 1 : 0);
    }

    /** {@return the number of rows that are held out} */
    public long count() {
        return before(rows);
    }

    /** The number of the stretch of rows, one of which is held out, within its period. */
    private long stratum(long place) {
        return place * held / period;
    }

    /** The place in its period of the row that is held out of a row's stretch. */
    private long chosen(long row) {
        long stratum = stratum(row % period);
        long from = (stratum * period + held - 1) / held;
        long to = ((stratum + 1) * period + held - 1) / held;
        long draw = RandomStream.mix(seed ^ RandomStream.mix(row / period * held + stratum));
        return from + Long.remainderUnsigned(draw, to - from);
    }
}
