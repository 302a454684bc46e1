package io.gradstep.nn;

import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Masks;
import io.gradstep.nn.random.RandomStream;
import java.util.OptionalInt;

/** The rows of a batch with the masks of each behind its inputs. A row's masks depend on the seed and its number. */
final class MaskedRows implements RowSource {
    private final RowSource rows;
    private final Masks masks;
    private final long seed;
    private final int maskCount;

    MaskedRows(RowSource rows, Masks masks, long seed) {
        this.rows = rows;
        this.masks = masks;
        this.seed = seed;
        this.maskCount = masks.arguments().size();
    }

    @Override
    public long rowCount() {
        return rows.rowCount();
    }

    @Override
    public int inputCount() {
        return rows.inputCount() + maskCount;
    }

    @Override
    public int outputCount() {
        return rows.outputCount();
    }

    @Override
    public OptionalInt classes() {
        return rows.classes();
    }

    @Override
    public void read(long from, long to, double[][] inputs, double[][] targets) {
        rows.read(from, to, inputs, targets);
        for (long row = from; row < to; row++) {
            double[] drawn = masks.draw(RandomStream.mix(seed ^ RandomStream.mix(row)));
            System.arraycopy(drawn, 0, inputs[(int) (row - from)], rows.inputCount(), maskCount);
        }
    }
}
