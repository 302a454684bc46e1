package io.gradstep.nn;

import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.random.RandomStream;

/**
 * A hash of all numbers of a set of samples, in order, that two different sets hardly share: the sum of the hashes of
 * stretches, each of which depends on where it is.
 */
final class Fingerprint {
    private Fingerprint() {}

    static long of(RowSource data) {
        return data.reduce(new Stretches(data.rowCount()));
    }

    private record Stretches(long rowCount) implements RowPass<Long> {
        private static final long serialVersionUID = 1;

        @Override
        public Long of(long first, double[][] inputs, double[][] targets) {
            // That of the first stretch is what files of small data sets have always had.
            long print = first == 0 ? rowCount : RandomStream.mix(first ^ rowCount);
            for (int i = 0; i < inputs.length; i++) {
                print = of(inputs[i], print);
                print = of(targets[i], print);
            }
            return print;
        }

        private static long of(double[] numbers, long before) {
            long print = before;
            for (double x : numbers) {
                print = RandomStream.mix(print ^ Double.doubleToLongBits(x)) + 1;
            }
            return print;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }
}
