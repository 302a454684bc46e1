///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.gradstep:gradstep-viz:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.17

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.StepperPage;
import java.io.IOException;
import java.nio.file.Path;

/** A neuron in one file: its gradients, its circuit as a picture, and a page that plays its steps. */
public class Neuron {
    public static void main(String[] args) throws IOException {
        Value w = Value.of(0.5, "w");
        Value x = Value.of(2, "x");
        Value b = Value.of(-0.4, "b");
        Value o = w.mul(x).add(b).named("n").tanh().named("o");
        o.backward();
        System.out.println("o = " + o.data() + ", w.grad = " + w.grad() + ", b.grad = " + b.grad());
        Picture.of(Graph.of(o)).writeTo(Path.of("neuron.svg"));
        StepperPage.of(Trace.of(o)).writeTo(Path.of("neuron.html"));
        System.out.println("saved as neuron.svg and neuron.html");
    }
}
