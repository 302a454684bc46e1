/**
 * Export of networks: as a PyTorch script, and as a Java class that needs only the JDK.
 *
 * <p>Each program contains the parameters, one sample, and Gradstep's loss and gradient for it. It computes both
 * independently and compares them, so that you can check Gradstep's numbers without Gradstep.
 *
 * <pre>{@code
 * Mlp mlp = Mlp.builder().inputs(2).hidden(3).outputs(1).seed(7).build();
 * WorkedSample sample = WorkedSample.of(mlp, Loss.MSE, new double[] {0.5, -1}, new double[] {1});
 * String program = ExportLanguage.PYTHON.source(sample, "Network");
 * String layer = program.lines().filter(line -> line.contains("nn.Linear(2")).findFirst().orElseThrow();
 * System.out.println(layer.strip()); // nn.Linear(2, 3),
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.export;

import org.jspecify.annotations.NullMarked;
