/**
 * Networks written down for other programs: as a script for PyTorch, and as a Java class that needs nothing but the JDK.
 *
 * <p>Each carries the parameters, one sample, and the loss and gradient that Gradstep computed for it, computes both by its
 * own means, and compares: whoever doubts Gradstep's numbers can check them without Gradstep.
 *
 * <pre>{@code
 * Mlp mlp = Mlp.builder().inputs(2).hidden(3).outputs(1).seed(7).build();
 * WorkedSample sample = WorkedSample.of(mlp, Loss.MSE, new double[] {0.5, -1}, new double[] {1});
 * String program = ExportLanguage.PYTHON.source(sample, "Network");
 * System.out.println(program.lines().filter(line -> line.contains("nn.Linear(2")).findFirst().get().strip()); // nn.Linear(2, 3),
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.export;

import org.jspecify.annotations.NullMarked;
