package io.gradstep.nn.io;

import java.util.Arrays;

/** An immutable array of doubles of any number of dimensions, in row-major order. */
public final class Tensor {
    private final int[] shape;
    private final double[] data;

    private Tensor(int[] shape, double[] data) {
        this.shape = shape;
        this.data = data;
    }

    /**
     * Makes a tensor.
     *
     * @param shape the length of each dimension, 0 or more; none for a single number; copied
     * @param data the numbers, the last index running fastest; copied
     * @return the tensor
     * @throws IllegalArgumentException if a length is negative, or the lengths' product is not the number of numbers
     */
    public static Tensor of(int[] shape, double[] data) {
        return owning(shape.clone(), data.clone());
    }

    /** Makes a tensor from arrays that it takes ownership of. */
    static Tensor owning(int[] shape, double[] data) {
        if (elements(shape) != data.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " does not have " + data.length + " numbers");
        }
        return new Tensor(shape, data);
    }

    /** The product of a shape, or some number above the longest array's length if it is larger than that. */
    static long elements(int[] shape) {
        long product = 1;
        boolean empty = false;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("a shape cannot have a negative length: " + Arrays.toString(shape));
            }
            empty |= length == 0;
            // Beyond the longest array, the product must only not wrap around by overflow.
            product = product > Integer.MAX_VALUE ? product : product * length;
        }
        return empty ? 0 : product;
    }

    /** {@return the length of each dimension: a new array; empty for a single number} */
    public int[] shape() {
        return shape.clone();
    }

    /** {@return the numbers, the last index running fastest} */
    public double[] data() {
        return data.clone();
    }

    /** {@return the number of elements, the product of the shape} */
    public int size() {
        return data.length;
    }

    /** The numbers themselves, for reading only. */
    double[] sharedData() {
        return data;
    }

    /**
     * Compares shapes and numbers, bit by bit: NaN equals NaN, and 0 differs from −0.
     *
     * @param other anything
     * @return whether it is an equal tensor
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && Arrays.equals(shape, tensor.shape) && Arrays.equals(data, tensor.data);
    }

    /** {@return a hash of shape and numbers: equal for equal tensors} */
    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    /**
     * Describes the tensor by its shape.
     *
     * @return for example {@code Tensor[2, 3]}
     */
    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
