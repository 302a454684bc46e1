package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.ClosedForm.form;
import static io.gradstep.demos.notes.Digits.factor;
import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.Matrix.gradientsOf;
import static io.gradstep.demos.notes.Matrix.matrix;
import static io.gradstep.demos.notes.Matrix.valuesOf;
import static io.gradstep.demos.notes.NumberRow.row;
import static io.gradstep.demos.notes.Part.Words.text;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.TanhFormulas;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.List;

/** a → W → tanh → V → e, first entry by entry and then in matrix form. */
class TanhNetwork implements Example {
    /** Inputs, hidden units and outputs. */
    private static final int[][] SIZES = {{2, 3, 2}, {4, 6, 3}, {10, 20, 5}};

    private final long seed;

    TanhNetwork(long seed) {
        this.seed = seed;
    }

    /** The closed form for an input, both matrices and a target. */
    TanhFormulas closed(double[][] a, double[][] w, double[][] v, double[][] y) {
        return new TanhFormulas(a, w, v, y);
    }

    /** Both sides of the comparison, made from the same random numbers. */
    private final class Sides {
        final double[][] a;
        final double[][] v;
        final double[][] y;
        final ValueMatrix inputs;
        final ValueMatrix w;
        final ValueMatrix b;
        final ValueMatrix c;
        final ValueMatrix vs;
        final ValueMatrix e;
        final Value loss;
        final TanhFormulas closed;

        Sides(RandomMatrices random, int[] size) {
            a = random.matrix(1, size[0]);
            double[][] weights = random.matrix(size[0], size[1]);
            v = random.matrix(size[1], size[2]);
            y = random.matrix(1, size[2]);
            inputs = ValueMatrix.data(Naming.vector("a"), a);
            w = ValueMatrix.parameters(Naming.matrix("w"), weights);
            b = inputs.times(w, Naming.vector("b"));
            c = b.map(Value::tanh, Naming.vector("c"));
            vs = ValueMatrix.parameters(Naming.matrix("v"), v);
            e = c.times(vs, Naming.vector("e"));
            ValueMatrix targets = ValueMatrix.data(Naming.vector("y"), y);
            List<Value> squares = e.combine(targets, Value::sub, Naming.vector("(e−y)")).entries().stream()
                    .map(difference -> difference.pow(2))
                    .toList();
            loss = Value.sum(squares).named("ε");
            loss.backward();
            closed = closed(a, weights, v, y);
        }
    }

    @Override
    public String name() {
        return "tanh-matrix";
    }

    @Override
    public String title() {
        return "a → W → tanh → V → e: when sums appear, and how they become matrix products";
    }

    @Override
    public Source source() {
        return Source.TASKS;
    }

    @Override
    public String orientation() {
        return "W is [in, hidden], V is [hidden, out], all vectors are rows";
    }

    @Override
    public void write(Handout page) {
        Sides sides = new Sides(RandomMatrices.rounded(seed), SIZES[0]);
        statement(page, sides);
        whenSumsAppear(page, sides);
        taskOne(page, sides);
        taskTwoForV(page, sides);
        taskTwoForW(page, sides);
        otherSizes(page);
        page.draw(sides.loss);
    }

    private static void statement(Handout page, Sides sides) {
        page.section("Statement");
        page.lines("b = a·W    c = tanh(b)    d = c·V    e = d (no activation)    ε = Σₖ (eₖ − yₖ)²");
        page.say("Task 1: find ∂ε/∂vⱼₖ and ∂ε/∂wᵢⱼ. Task 2: find ∂ε/∂V and ∂ε/∂W. The notes give no numbers; these are"
                + " seeded random ones.");
        page.equation(text("a ="), valuesOf(sides.inputs), text("  W ="), valuesOf(sides.w));
        page.equation(text("y ="), matrix(sides.y), text("  V ="), valuesOf(sides.vs));
        page.section("Graph");
        page.say("A dot gate for each bⱼ, a tanh gate for each cⱼ, a dot gate for each dₖ, which is eₖ as well, then"
                + " eₖ~−~yₖ, its square, and a Σ gate that adds the squares. Input a and target y are"
                + " constants.");
        page.section("Forward");
        page.equation(text("b = a·W ="), valuesOf(sides.b));
        page.equation(text("c = tanh(b) ="), valuesOf(sides.c));
        page.equation(text("e = d = c·V ="), valuesOf(sides.e), text("  ε = " + show(sides.loss.data())));
    }

    private static void whenSumsAppear(Handout page, Sides sides) {
        page.section("Backward: … but when do sums appear?");
        page.say("The chain rule for several variables: if f depends on x through g₁, …, gₙ, then every way counts,");
        page.lines("∂f/∂x = Σₙ ∂f/∂gₙ · ∂gₙ/∂x");
        page.say("So there is a sum where a value goes to several places. In the graph:");
        FanOut fanOut = new FanOut(Graph.of(sides.loss));
        page.table(List.of(
                fanOut.row(sides.e.at(0, 0)),
                fanOut.row(sides.vs.at(0, 0)),
                fanOut.row(sides.c.at(0, 0)),
                fanOut.row(sides.b.at(0, 0)),
                fanOut.row(sides.w.at(0, 0))));
        page.say("Only cⱼ fans out, to every dₖ~=~eₖ. ∂ε/∂vⱼₖ does not pass through a c, and has no sum; ∂ε/∂wᵢⱼ passes"
                + " through cⱼ, and has a sum over k, and over nothing else.");
    }

    private static void taskOne(Handout page, Sides sides) {
        TanhFormulas closed = sides.closed;
        page.section("Task 1: entry by entry");
        page.say("1. All intermediate partial derivatives:");
        page.table(List.of(
                List.of("∂ε/∂eₖ = 2(eₖ − yₖ)", "∂eₖ/∂dₖ = 1", "∂dₖ/∂vⱼₖ = cⱼ"),
                List.of("∂dₖ/∂cⱼ = vⱼₖ", "∂cⱼ/∂bⱼ = 1 − cⱼ²", "∂bⱼ/∂wᵢⱼ = aᵢ")));
        page.say("2. The chain rule:");
        page.table(List.of(
                List.of("∂ε/∂vⱼₖ", "= ∂ε/∂eₖ · ∂eₖ/∂dₖ · ∂dₖ/∂vⱼₖ"),
                List.of("", "= 2(eₖ − yₖ) cⱼ"),
                List.of("∂ε/∂wᵢⱼ", "= [Σₖ ∂ε/∂eₖ · ∂eₖ/∂dₖ · ∂dₖ/∂cⱼ] · ∂cⱼ/∂bⱼ · ∂bⱼ/∂wᵢⱼ"),
                List.of("", "= Σₖ 2(eₖ − yₖ) vⱼₖ (1 − cⱼ²) aᵢ")));
        double[] terms = closed.terms(0, 0);
        page.say("With numbers, for w₁₁, a term for each way from c₁ to ε:");
        page.lines(
                "2(e₁ − y₁)v₁₁(1 − c₁²)a₁ + 2(e₂ − y₂)v₁₂(1 − c₁²)a₁",
                "  = %s + %s = %s".formatted(show(terms[0]), factor(terms[1]), show(terms[0] + terms[1])));
        page.compareNumbers(
                List.of("closed form"),
                Handout.GRAPH,
                row("ε = Σₖ (eₖ − yₖ)²", sides.loss.data(), closed.loss()),
                row("∂ε/∂v₁₁ = 2(e₁ − y₁)c₁", sides.vs.at(0, 0).grad(), closed.gradientOfVByElement()[0][0]),
                row("∂ε/∂w₁₁ = Σₖ 2(eₖ − yₖ)v₁ₖ(1 − c₁²)a₁", sides.w.at(0, 0).grad(), terms[0] + terms[1]));
    }

    private static void taskTwoForV(Handout page, Sides sides) {
        TanhFormulas closed = sides.closed;
        page.section("Task 2: ∂ε/∂V, an outer product");
        page.say("In 2(eₖ~−~yₖ)~cⱼ the index j belongs to c alone and k to e~−~y alone: xⱼyₖ, each with each, is an"
                + " outer product. The one whose index counts the rows, c, is transposed and goes to the left: 3×1"
                + " times 1×2 is 3×2, the same shape as V.");
        page.equation(
                text("∂ε/∂V = cᵀ · 2(e − y) ="),
                valuesOf(sides.c.transpose()),
                matrix(closed.twiceError(), sides.e),
                text("="),
                matrix(closed.gradientOfVByMatrix(), sides.vs));
        page.compare(
                "∂ε/∂V",
                gradientsOf(sides.vs),
                form("2(eₖ − yₖ) cⱼ", closed.gradientOfVByElement()),
                form("cᵀ · 2(e − y)", closed.gradientOfVByMatrix()));
    }

    private static void taskTwoForW(Handout page, Sides sides) {
        TanhFormulas closed = sides.closed;
        page.section("Task 2: ∂ε/∂W, matrix product, element-wise product, outer product");
        page.say(
                "Σₖ~2(eₖ~−~yₖ)~vⱼₖ first. A row times a matrix, yₖ~=~Σⱼ~xⱼaⱼₖ, sums over the first index of the matrix;"
                        + " here the sum runs over the second index of V, so V is transposed: 1×2 times 2×3 is"
                        + " 1×3, the gradient at c.");
        page.equation(
                text("2(e − y)·Vᵀ ="),
                matrix(closed.twiceError(), sides.e),
                valuesOf(sides.vs.transpose()),
                text("="),
                matrix(closed.gradientOfC(), sides.c));
        page.compare("∂ε/∂c", gradientsOf(sides.c), form("2(e − y)·Vᵀ", closed.gradientOfC()));
        page.say("Then (1~−~cⱼ²): the same index j on both sides and no sum, so it is multiplied element by element, ⊙."
                + " That is the gradient at b.");
        page.lines("∂ε/∂b = [2(e − y)·Vᵀ] ⊙ (1 − c²)");
        page.equation(
                text("     ="),
                matrix(closed.gradientOfC(), sides.c),
                text("⊙"),
                matrix(closed.slopes(), sides.c),
                text("="),
                matrix(closed.gradientOfB(), sides.b));
        page.compare("∂ε/∂b", gradientsOf(sides.b), form("[2(e − y)·Vᵀ] ⊙ (1 − c²)", closed.gradientOfB()));
        page.say("Last aᵢ, with an index of its own: an outer product again, aᵀ on the left, 2×1 times 1×3 is 2×3, the"
                + " same shape as W.");
        page.lines("∂ε/∂W = aᵀ · [2(e − y)·Vᵀ ⊙ (1 − c²)]");
        page.equation(
                text("     ="),
                valuesOf(sides.inputs.transpose()),
                matrix(closed.gradientOfB(), sides.b),
                text("="),
                matrix(closed.gradientOfWByMatrix(), sides.w));
        page.compare(
                "∂ε/∂W",
                gradientsOf(sides.w),
                form("Σₖ 2(eₖ−yₖ)vⱼₖ(1−cⱼ²)aᵢ", closed.gradientOfWByElement()),
                form("aᵀ[2(e−y)Vᵀ ⊙ (1−c²)]", closed.gradientOfWByMatrix()));
    }

    private void otherSizes(Handout page) {
        RandomMatrices random = RandomMatrices.full(seed);
        page.otherSizes("in→hidden→out", SIZES, size -> {
            Sides sides = new Sides(random, size);
            Tally tally = new Tally();
            tally.compare("∂ε/∂V", sides.closed.gradientOfVByElement(), sides.vs.gradients());
            tally.compare("∂ε/∂V", sides.closed.gradientOfVByMatrix(), sides.vs.gradients());
            tally.compare("∂ε/∂W", sides.closed.gradientOfWByElement(), sides.w.gradients());
            tally.compare("∂ε/∂W", sides.closed.gradientOfWByMatrix(), sides.w.gradients());
            return new Sized(LayeredNetwork.arrows(size), tally);
        });
    }
}
