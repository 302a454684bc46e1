/**
 * Samples to train on: tables of numbers, generators of classic toy problems, readers of CSV and IDX files.
 *
 * <p>A {@link io.gradstep.nn.data.Dataset} is an immutable table. {@link io.gradstep.nn.data.Generators} draws classic
 * toy problems, the same for a seed on every machine:
 *
 * <pre>{@code
 * Dataset moons = Generators.moons(200, 0.1, 42);
 * System.out.println(moons); // 200 samples, 2 inputs, 2 classes
 * Split split = moons.split(0.75, 42);
 * System.out.println(split.train()); // 150 samples, 2 inputs, 2 classes
 * System.out.println(split.rest().size()); // 50
 *
 * Dataset xor = NamedGenerator.named("xor").generate(1);
 * for (int i = 0; i < xor.size(); i++) {
 *     boolean different = xor.input(i, 0) != xor.input(i, 1);
 *     System.out.println(xor.label(i) == (different ? 1 : 0)); // true
 * }
 * }</pre>
 *
 * <p>Read your own data from CSV files. {@link io.gradstep.nn.data.CsvFile} detects separator, header and classes
 * unless you set them; errors name the line and the column:
 *
 * <pre>{@code
 * import java.nio.file.Files;
 * import java.nio.file.Path;
 * Path file = Files.createTempFile("fruit", ".csv");
 * Files.writeString(file, """
 *         weight;width;fruit
 *         150;7;apple
 *         170;8;apple
 *         10;1;cherry
 *         """);
 * Dataset fruit = CsvFile.of(file).label("fruit").read();
 * System.out.println(fruit.inputNames()); // [weight, width]
 * System.out.println(fruit.classNames()); // [apple, cherry]
 * System.out.println(Arrays.toString(fruit.oneHot().target(2))); // [0.0, 1.0]
 *
 * // The mean weight is 110: measure on what you train on, and apply the same to all that follows.
 * Standardizer standard = Standardizer.fit(fruit);
 * System.out.println(standard.apply(new double[] {110, 7})[0]); // 0.0
 *
 * Files.writeString(file, "weight,fruit\n150,apple\nheavy,cherry\n");
 * try {
 *     CsvFile.of(file).read();
 * } catch (DataException e) {
 *     System.out.println(e.getMessage().replace(file + ": ", ""));
 * }
 * Files.delete(file);
 * // line 3, column 1 (weight): expected a number, found 'heavy'
 * }</pre>
 *
 * <p>{@link io.gradstep.nn.data.CsvFile#rows} reads rows without labels, one at a time, for a
 * {@link io.gradstep.nn.Predictor} to answer.
 *
 * <p>MNIST and its relatives come as pairs of IDX files, compressed or not, to
 * {@link io.gradstep.nn.data.IdxFiles#read(java.nio.file.Path, java.nio.file.Path)}.
 *
 * <p>A {@link io.gradstep.nn.data.RowSource} is a table that may be larger than the memory: a
 * {@link io.gradstep.nn.BatchGradient} reads its rows a stretch at a time, and a {@link io.gradstep.nn.data.RowPass} is
 * sent to where they are. {@link io.gradstep.nn.data.HoldOut} chooses rows for validation by their numbers alone.
 */
@NullMarked
package io.gradstep.nn.data;

import org.jspecify.annotations.NullMarked;
