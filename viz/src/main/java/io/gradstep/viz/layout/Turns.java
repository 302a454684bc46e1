package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Spacing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The way of wires from the end of one row to the start of the next: right of the row, down, back between the rows,
 * down and on. Wires from one box at one height are one line. Lines are led round each other, so that none crosses
 * another.
 */
final class Turns {
    private static final double LANE = 9;
    private static final double MARGIN = 18;
    /** Less than the margin, and so much that a wire is level once it has turned. */
    private static final double BEFORE_ENTRY = 12;

    /**
     * A wire that turns.
     *
     * @param source the last box on its way
     * @param exit the height at which it leaves its row
     * @param wished the height at which it should enter the next
     */
    record Line(Rect source, double exit, double wished) {
        boolean isOneWith(Line other) {
            return source.equals(other.source) && exit == other.exit;
        }
    }

    /**
     * The way of a wire.
     *
     * @param exit the height at which it leaves its row
     * @param entry the height at which it enters the next
     * @param number of its line, from the top of the row that it leaves
     * @param count of all lines that turn here
     */
    record Turn(double exit, double entry, int number, int count) {
        /** How far right of its row it goes down: the first of all is outermost. */
        double right() {
            return MARGIN + drop(0);
        }

        /** How far below its row it runs back. */
        double drop() {
            return drop(MARGIN);
        }

        private double drop(double margin) {
            return margin + (count - 1 - number) * LANE;
        }

        /** How far left of the start of the next row it goes down. */
        double left() {
            return BEFORE_ENTRY + number * LANE;
        }
    }

    private Turns() {}

    /** The room for so many lines between two rows. */
    static double room(int count) {
        return count == 0 ? 0 : beside(count) + MARGIN;
    }

    /** The room for so many lines beside a row. */
    static double beside(int count) {
        return count == 0 ? 0 : MARGIN + (count - 1) * LANE;
    }

    /** Chooses the way of each wire, in the order given. */
    static List<Turn> of(List<Line> wires) {
        List<Integer> sorted = new ArrayList<>();
        for (int w = 0; w < wires.size(); w++) {
            sorted.add(w);
        }
        sorted.sort(Comparator.comparingDouble((Integer w) -> wires.get(w).exit())
                .thenComparingDouble(w -> wires.get(w).source().centerY()));
        int[] lineOf = new int[wires.size()];
        double[] sums = new double[wires.size()];
        int[] sizes = new int[wires.size()];
        int count = 0;
        Line last = null;
        for (int w : sorted) {
            Line wire = wires.get(w);
            count += last != null && wire.isOneWith(last) ? 0 : 1;
            lineOf[w] = count - 1;
            sums[count - 1] += wire.wished();
            sizes[count - 1]++;
            last = wire;
        }
        double[] wished = new double[count];
        for (int line = 0; line < count; line++) {
            wished[line] = sums[line] / sizes[line];
        }
        double[] entries = Spacing.apart(wished, LANE, -Wires.OPEN_SIDE, Wires.OPEN_SIDE);
        List<Turn> turns = new ArrayList<>();
        for (int w = 0; w < wires.size(); w++) {
            turns.add(new Turn(wires.get(w).exit(), entries[lineOf[w]], lineOf[w], count));
        }
        return turns;
    }
}
