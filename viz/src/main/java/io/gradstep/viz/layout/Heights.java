package io.gradstep.viz.layout;

import io.gradstep.viz.layout.LayeredLayout.Item;
import io.gradstep.viz.layout.LayeredLayout.Piece;
import io.gradstep.viz.svg.Spacing;
import java.util.List;

/**
 * Chooses the heights of the items of sorted columns: as near to those that they are joined to as there is room, by the
 * weights of what joins them.
 */
final class Heights {
    private static final int ROUNDS = 15;

    /** Free room beside a link that passes a column. */
    private static final double BESIDE_LANE = 5;

    private static final double BETWEEN_LANES = 1;

    private final List<List<Item>> columns;
    private final double boxGap;

    Heights(List<List<Item>> columns, double boxGap) {
        this.columns = columns;
        this.boxGap = boxGap;
    }

    void straighten() {
        for (int round = 0; round < ROUNDS; round++) {
            boolean rightwards = round % 2 == 1;
            for (int k = 0; k < columns.size(); k++) {
                List<Item> column = columns.get(rightwards ? k : columns.size() - 1 - k);
                settle(column, round == ROUNDS - 1, rightwards);
            }
        }
    }

    private void settle(List<Item> column, boolean both, boolean byLeft) {
        double[] wished = new double[column.size()];
        double[] offsets = new double[column.size()];
        double[] weights = new double[column.size()];
        for (int k = 0; k < wished.length; k++) {
            Item item = column.get(k);
            double sum = 0;
            double weight = 0;
            for (Piece piece : both || byLeft ? item.left : List.<Piece>of()) {
                sum += piece.weight * piece.from.y;
                weight += piece.weight;
            }
            for (Piece piece : both || !byLeft ? item.right : List.<Piece>of()) {
                sum += piece.weight * piece.to.y;
                weight += piece.weight;
            }
            wished[k] = weight == 0 ? item.y : sum / weight;
            weights[k] = weight == 0 ? 1 : weight;
            if (k > 0) {
                Item above = column.get(k - 1);
                offsets[k] = offsets[k - 1] + (above.height + item.height) / 2 + gap(above, item);
            }
        }
        double[] ys = Spacing.byOffsets(wished, offsets, weights);
        for (int k = 0; k < ys.length; k++) {
            column.get(k).y = ys[k];
        }
    }

    private double gap(Item above, Item below) {
        return above.lane && below.lane ? BETWEEN_LANES : above.lane || below.lane ? BESIDE_LANE : boxGap;
    }
}
