package io.gradstep.nn;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.random.RandomStream;

/** A hash of all numbers of a set of samples, in order, that two different sets hardly share. */
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
