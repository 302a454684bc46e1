package io.gradstep.demos.spark;

import io.gradstep.nn.data.HoldOut;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a table, those that are held out, or the others; a part has numbers of its own.
 *
 * @param choice the rows that are held out; null for all rows
 * @param held whether it is the part of these
 * @param rows the number of rows
 */
record Part(@Nullable HoldOut choice, boolean held, long rows) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Returns the parts of a table, the rows that are held out behind the others. */
    static List<Part> of(@Nullable HoldOut choice, long rows) {
        return choice == null
                ? List.of(new Part(null, false, rows))
                : List.of(new Part(choice, false, rows - choice.count()), new Part(choice, true, choice.count()));
    }

    /** Returns the rows of a block that belong to this part; there may be none. */
    Block of(Block block) {
        if (choice == null) {
            return block;
        }
        int width = block.width();
        double[] numbers = new double[block.numbers().length];
        int count = 0;
        for (int i = 0; i < block.size(); i++) {
            if (choice.holds(block.first() + i) == held) {
                System.arraycopy(block.numbers(), i * width, numbers, count * width, width);
                count++;
            }
        }
        long before = choice.before(block.first());
        double[] kept = new double[count * width];
        System.arraycopy(numbers, 0, kept, 0, kept.length);
        return new Block(held ? before : block.first() - before, count, kept);
    }
}
