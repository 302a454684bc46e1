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

    /** Makes a tensor from arrays that nobody else keeps. */
    static Tensor owning(int[] shape, double[] data) {
        if (elements(shape) != data.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " does not have " + data.length + " numbers");
        }
        return new Tensor(shape, data);
    }

    /** The product of a shape, or something above every array's length where it is that. */
    static long elements(int[] shape) {
        long product = 1;
        boolean empty = false;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("a shape has no negative length: " + Arrays.toString(shape));
            }
            empty |= length == 0;
            // Once beyond every array, the product only must not come back by overflow.
            product = product > Integer.MAX_VALUE ? product : product * length;
        }
        return empty ? 0 : product;
    }

    /**
     * Returns the length of each dimension.
     *
     * @return a new array; empty for a single number
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * Returns the numbers, the last index running fastest.
     *
     * @return a new array
     */
    public double[] data() {
        return data.clone();
    }

    /**
     * Returns how many numbers there are.
     *
     * @return the product of the shape
     */
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

    /**
     * Returns a hash of shape and numbers.
     *
     * @return equal for equal tensors
     */
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
