package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.ClosedForm.form;
import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.Matrix.gradientsOf;
import static io.gradstep.demos.notes.Matrix.valuesOf;
import static io.gradstep.demos.notes.Part.Words.text;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.NormalisationFormulas;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** Layer normalisation: a scale that every number has a share in. */
class Normalisation implements Example {
    private static final double EPSILON = 1e-5;
    private static final int[] SIZES = {3, 8, 50};

    private final long seed;

    Normalisation(long seed) {
        this.seed = seed;
    }

    /** The closed form for a vector, weights, and the gradient at the output. */
    NormalisationFormulas closed(double[][] x, double[][] w, double[][] g, boolean centred) {
        return new NormalisationFormulas(x, w, g, EPSILON, centred);
    }

    /** Both sides of the comparison, made from the same random numbers. */
    private final class Sides {
        final ValueMatrix x;
        final ValueMatrix w;
        final ValueMatrix g;
        final ValueMatrix z;
        final Value mean;
        final Value scale;
        final Value loss;
        final NormalisationFormulas closed;

        Sides(RandomMatrices random, int n, boolean centred) {
            x = ValueMatrix.parameters(Naming.vector("x"), random.matrix(n, 1));
            w = ValueMatrix.parameters(Naming.vector("w"), random.matrix(n, 1));
            g = ValueMatrix.data(Naming.vector("g"), random.matrix(n, 1));
            mean = centred ? Value.sum(x.entries()).div(n).named("μ") : Value.constant(0);
            ValueMatrix c = centred ? x.map(entry -> entry.sub(mean), Naming.vector("c")) : x;
            Value variance = Value.dot(c.entries(), c.entries()).div(n).named("v");
            scale = variance.add(EPSILON).pow(-0.5).named("s");
            z = c.map(entry -> entry.mul(scale), Naming.vector("z"));
            ValueMatrix y = z.combine(w, Value::mul, Naming.vector("y"));
            loss = Value.dot(g.entries(), y.entries()).named("L");
            loss.backward();
            closed = closed(x.values(), w.values(), g.values(), centred);
        }
    }

    @Override
    public String name() {
        return "normalisation";
    }

    @Override
    public String title() {
        return "layer normalisation: what the mean and the scale take out of a gradient";
    }

    @Override
    public Source source() {
        return Source.NORMALISATION;
    }

    @Override
    public String orientation() {
        return "all vectors are columns";
    }

    @Override
    public void write(Handout page) {
        Sides sides = new Sides(RandomMatrices.rounded(seed), SIZES[0], true);
        statement(page, sides);
        weights(page, sides);
        slopes(page, sides);
        together(page, sides);
        withoutMean(page);
        otherSizes(page);
        page.draw(sides.loss);
    }

    private static void statement(Handout page, Sides sides) {
        page.section("Statement");
        page.lines("μ = (1/n) Σᵢ xᵢ    cᵢ = xᵢ − μ    v = (1/n) Σᵢ cᵢ²    s = (v + ε)^(−½)    zᵢ = s·cᵢ    yᵢ = wᵢzᵢ");
        page.say("z has mean 0 and variance v/(v~+~ε), almost 1. The layers above hand down the gradient g at y; so let"
                + " L~=~Σᵢ~gᵢyᵢ, whose gradient at y is g. Find ∂L/∂w and ∂L/∂x, with seeded random numbers:");
        page.equation(
                text("x ="),
                valuesOf(sides.x),
                text("  w ="),
                valuesOf(sides.w),
                text("  g ="),
                valuesOf(sides.g),
                text("  n = 3, ε = 1e−5"));
        page.section("Graph");
        page.say("A Σ gate and a division for μ, a subtraction for each cᵢ, a dot gate of c with itself for v, a power"
                + " for s, and products. Where a value goes to several places, the chain rule has a sum:");
        FanOut fanOut = new FanOut(Graph.of(sides.loss));
        page.table(List.of(fanOut.row(sides.w.at(0, 0)), fanOut.row(sides.mean), fanOut.row(sides.scale)));
        page.section("Forward");
        page.equation(text("s = " + show(sides.scale.data()) + "    z = s·c ="), valuesOf(sides.z));
        page.compare("z", Handout.GRAPH, valuesOf(sides.z), form("s(x − μ)", sides.closed.z()));
    }

    private static void weights(Handout page, Sides sides) {
        page.section("Backward to w and z: element by element");
        page.say("wᵢ and zᵢ go only into yᵢ, where they are factors of each other: no sum, and no other index.");
        page.lines("∂L/∂wᵢ = gᵢzᵢ    ∂L/∂zᵢ = gᵢwᵢ");
        page.compare("∂L/∂w", gradientsOf(sides.w), form("g ⊙ z", sides.closed.gradientOfW()));
        page.compare("∂L/∂z", gradientsOf(sides.z), form("g ⊙ w", sides.closed.gradientOfZ()));
    }

    private static void slopes(Handout page, Sides sides) {
        page.section("Backward to x: three ways from xⱼ to zᵢ");
        page.say("xⱼ goes into cⱼ, into μ and thereby into every c, and with every c into s and thereby into every z:");
        page.lines(
                "∂cᵢ/∂xⱼ = 1[i = j] − 1/n",
                "∂v/∂xⱼ  = (2/n) Σₖ cₖ ∂cₖ/∂xⱼ = (2/n) cⱼ        as Σₖ cₖ = 0",
                "∂s/∂xⱼ  = −½ (v + ε)^(−3/2) · ∂v/∂xⱼ = −s³cⱼ/n",
                "∂zᵢ/∂xⱼ = s · ∂cᵢ/∂xⱼ + cᵢ · ∂s/∂xⱼ = s(1[i = j] − 1/n) − cᵢcⱼs³/n",
                "        = s(1[i = j] − 1/n − zᵢzⱼ/n)                   as zᵢ = s·cᵢ");
        page.lines("∂L/∂xⱼ  = Σᵢ ∂L/∂zᵢ · ∂zᵢ/∂xⱼ = Σᵢ gᵢwᵢ s(1[i = j] − 1/n − zᵢzⱼ/n)");
        page.say("With numbers, ∂z₁/∂x₁ = %s and ∂z₂/∂x₁ = %s: a number that grows takes from the others."
                .formatted(show(sides.closed.slope(0, 0)), show(sides.closed.slope(1, 0))));
    }

    private static void together(Handout page, Sides sides) {
        page.section("In matrices: two projections");
        page.say("1[i~=~j] is the identity matrix I, 1/n is 11ᵀ/n with a column 1 of ones, zᵢzⱼ is the outer product"
                + " zzᵀ. The matrix is symmetric, so it needs no transpose:");
        page.lines("∂L/∂x = s(I − 11ᵀ/n − zzᵀ/n)(g ⊙ w)");
        page.say("11ᵀ/n takes the mean out of g~⊙~w, and zzᵀ/n its part along z: no change that only shifts or only"
                + " stretches x can change z, so the gradient has nothing to say about it.");
        page.compare(
                "∂L/∂x",
                gradientsOf(sides.x),
                form("Σᵢ gᵢwᵢ s(1[i=j] − 1/n − zᵢzⱼ/n)", sides.closed.gradientOfXByElement()),
                form("s(I − 11ᵀ/n − zzᵀ/n)(g ⊙ w)", sides.closed.gradientOfXByMatrix()));
    }

    private void withoutMean(Handout page) {
        page.section("Without the mean: RMS normalisation");
        page.say("With c~=~x nothing is subtracted, and 11ᵀ/n is gone: ∂L/∂x~=~s(I~−~zzᵀ/n)(g~⊙~w). The same"
                + " numbers:");
        Sides sides = new Sides(RandomMatrices.rounded(seed), SIZES[0], false);
        page.compare(
                "∂L/∂x, RMS",
                gradientsOf(sides.x),
                form("Σᵢ gᵢwᵢ s(1[i=j] − zᵢzⱼ/n)", sides.closed.gradientOfXByElement()),
                form("s(I − zzᵀ/n)(g ⊙ w)", sides.closed.gradientOfXByMatrix()));
        page.draw("rms", sides.loss);
    }

    private void otherSizes(Handout page) {
        page.section("Other sizes");
        page.say("With seeded random numbers:");
        RandomMatrices random = RandomMatrices.full(seed);
        List<Sized> rows = new ArrayList<>();
        for (int n : SIZES) {
            Tally tally = new Tally();
            for (boolean centred : new boolean[] {true, false}) {
                Sides sides = new Sides(random, n, centred);
                String what = centred ? "∂L/∂x" : "∂L/∂x, RMS";
                tally.compare("∂L/∂w", sides.closed.gradientOfW(), sides.w.gradients());
                tally.compare(what, sides.closed.gradientOfXByElement(), sides.x.gradients());
                tally.compare(what, sides.closed.gradientOfXByMatrix(), sides.x.gradients());
            }
            rows.add(new Sized(Integer.toString(n), tally));
        }
        page.sizes("n", rows);
    }
}
