package io.gradstep.nn;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.random.RandomStream;

/** A number that two different sets of samples hardly share: every number of them, mixed in, in order. */
final class Fingerprint {
    private Fingerprint() {}

    static long of(Dataset data) {
        long print = data.size();
        for (int i = 0; i < data.size(); i++) {
            for (double x : data.input(i)) {
                print = RandomStream.mix(print ^ Double.doubleToLongBits(x)) + 1;
            }
            for (double y : data.target(i)) {
                print = RandomStream.mix(print ^ Double.doubleToLongBits(y)) + 1;
            }
        }
        return print;
    }
}
