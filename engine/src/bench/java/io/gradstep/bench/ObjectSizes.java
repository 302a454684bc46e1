package io.gradstep.bench;

import io.gradstep.engine.Value;
import java.util.List;
import org.openjdk.jol.info.ClassLayout;

/** The size of each kind of node in memory, as JOL (Java Object Layout) sees it in this JVM. */
final class ObjectSizes {
    private ObjectSizes() {}

    static String table() {
        Value x = Value.of(2);
        Value sum = Value.sum(List.of(x, x));
        return ("bytes a node: leaf %d, constant %d, named leaf %d, gate with one operand %d, with two %d,"
                        + " n-ary %d besides its operands%n")
                .formatted(
                        size(x),
                        size(Value.constant(2)),
                        size(Value.of(2, "x")),
                        size(x.tanh()),
                        size(x.mul(x)),
                        size(sum));
    }

    private static long size(Value node) {
        return ClassLayout.parseInstance(node).instanceSize();
    }
}
