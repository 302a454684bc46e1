package consumer.engine;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Differentiates (x + y)z by hand, by the language and compiled. */
public final class Gradients {
    private Gradients() {}

    public static void main(String[] args) {
        Value x = Value.of(-2, "x");
        Value y = Value.of(5, "y");
        Value z = Value.of(-4, "z");
        Value f = x.add(y).mul(z);
        f.backward();
        System.out.println(f.data() + " " + x.grad() + " " + y.grad() + " " + z.grad());

        Value parsed = Program.parse("f = (x+y)z")
                .evaluate(Map.of("x", -2.0, "y", 5.0, "z", -4.0))
                .output();
        System.out.println(Trace.of(parsed).size());

        double[] gradient = new double[3];
        CompiledFunction compiled = CompiledFunction.of(f, List.of(x, y, z));
        System.out.println(compiled.gradient(new double[] {1, 2, 3}, gradient) + " " + Arrays.toString(gradient));
    }
}
