/**
 * The commands {@code fit} and {@code train} on Apache Spark.
 *
 * <p>Rows are numbered once ({@link io.gradstep.demos.spark.ClusterTable}) and cut into the chunks in whose order all
 * sums are added, so that a cluster gives the bits of one machine.
 */
@NullMarked
package io.gradstep.demos.spark;

import org.jspecify.annotations.NullMarked;
