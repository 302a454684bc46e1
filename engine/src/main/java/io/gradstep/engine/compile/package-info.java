/**
 * Compiles graphs to fast, thread-safe functions.
 *
 * <p>Record a graph once, with any numbers, and compile it with its leaves as arguments:
 *
 * <pre>{@code
 * Value a = Value.of(1, "a");
 * Value b = Value.of(1, "b");
 * Value x = Value.constant(0);
 * Value y = Value.constant(0);
 * Value error = a.mul(x).add(b).sub(y);
 * CompiledFunction loss = CompiledFunction.builder(error.mul(error))
 *         .parameters(List.of(a, b))
 *         .inputs(List.of(x, y))
 *         .build();
 * double[][] samples = {{0, 1}, {1, 3}, {2, 5}};
 * double[] gradient = new double[2];
 * System.out.println(loss.meanGradient(new double[] {2, 0}, samples, gradient)); // 1.0
 * System.out.println(gradient[0]); // -2.0
 * System.out.println(gradient[1]); // -2.0
 * }</pre>
 *
 * <h2>How it works</h2>
 *
 * <p>A graph becomes a {@code recording}: flat arrays of ops and operands in the order of {@link
 * io.gradstep.engine.Graph}. From it an evaluator is built in one of these tiers, which
 * {@code TierChoice} chooses by size and shape:
 *
 * <ul>
 *   <li><b>bytecode</b>, for a recording of up to some hundred nodes: a hidden class with every number in a local
 *       variable. Methods stay below the size that HotSpot compiles;
 *   <li><b>methods</b>, for a larger one: bytecode in many small methods, which pass numbers in arrays, after some
 *       evaluations by the interpreter. Steps that repeat themselves and carry state along (of a differential equation,
 *       a recurrent network, a random path) are found, and become a loop over one step's code, for any number of steps.
 *       Without such steps, functions of up to 100,000 nodes that are too irregular for the next;
 *   <li><b>tape</b>, for all others: layers of equal dot products become matrices, chains of equal ops become runs over
 *       arrays, and the rest is evaluated step by step;
 *   <li><b>lanes</b>, in two places: batches are evaluated for many samples side by side, and a part that occurs many
 *       times in one graph (isomorphic subgraphs) is evaluated for all its occurrences side by side;
 *   <li>an <b>interpreter</b>, the reference that tests compare the others with.
 * </ul>
 *
 * <p>Sums over samples have the order that {@link io.gradstep.engine.compile.NumberedSum} fixes, so that neither lanes
 * nor threads show in their bits.
 *
 * <p>{@code rows} has the inner loops that tape and lanes share, with one class per op so that HotSpot specialises
 * each.
 *
 * <h2>Serialized functions</h2>
 *
 * <p>A damaged or malicious program of a serialized function is rejected. This
 * covers only the program: Java itself reads the surrounding stream, reports damage there with its own exceptions, and
 * creates objects of any class that the stream names. Read a stream from an untrusted source with a filter that accepts
 * nothing else:
 *
 * <pre>{@code
 * import java.io.*;
 *
 * Value x = Value.of(0, "x");
 * ByteArrayOutputStream bytes = new ByteArrayOutputStream();
 * try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
 *     out.writeObject(CompiledFunction.of(x.mul(x), List.of(x)));
 * }
 * try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
 *     in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(
 *             "io.gradstep.engine.compile.CompiledFunction;io.gradstep.engine.compile.SerializedFunction;"
 *                     + "maxdepth=1;maxrefs=2;maxarray=0;!*"));
 *     CompiledFunction f = (CompiledFunction) in.readObject();
 *     System.out.println(f.gradient(new double[] {3}, new double[1])); // 9.0
 * }
 * }</pre>
 *
 * <p>To add a tier, implement {@code recording.Evaluator}, name it in {@code Tier}, and it takes part in the tests that
 * compare all tiers on random functions.
 */
@NullMarked
package io.gradstep.engine.compile;

import org.jspecify.annotations.NullMarked;
