package io.gradstep.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The same bits from the interpreter, from every compiler, and on every machine. */
class KernelsReproducibilityTest {

    /** The code that runs in both states; loaded once more for the cold one. */
    static final class Checksum {

        private static final DoubleUnaryOperator[] KERNELS = {
            Kernels::exp,
            Kernels::log,
            Kernels::sinh,
            Kernels::cosh,
            Kernels::tanh,
            Kernels::sigmoid,
            Kernels::sin,
            Kernels::cos,
            Kernels::tan,
            Kernels::softplus,
            Kernels::erf,
            Kernels::erfDerivative,
            Kernels::erfc,
            Kernels::gelu,
            Kernels::geluDerivative,
            x -> Kernels.pow(Math.abs(x), 1.7),
            x -> Kernels.pow(x, 3),
            x -> Kernels.pow(1.0001, x),
            x -> Kernels.logSumExp(new double[] {x, 1, -x / 2}, 3),
            Kernels::sech,
            Kernels::sechSquared,
            Kernels::sigmoidSlope,
            Kernels::atanSlope,
            Kernels::normPdf,
            Kernels::normPdfSlope,
            Kernels::normCdf,
            x -> Kernels.powSlope(Math.abs(x), 0.3),
            x -> Kernels.softmaxOfFirst(new double[] {x, 1, -x / 2}),
            x -> Kernels.logSoftmaxOfFirst(new double[] {x, 1, -x / 2}),
            x -> Kernels.log2(Math.abs(x)),
            x -> Kernels.log10(Math.abs(x)),
            x -> Kernels.log1p(Math.abs(x)),
            Kernels::expm1,
            x -> Kernels.asin(x - Math.rint(x)),
            x -> Kernels.acos(x - Math.rint(x)),
            Kernels::atan,
            x -> Kernels.atan2(x, 1 - x * x),
            Kernels::asinh,
            x -> Kernels.acosh(Math.abs(x)),
            Kernels::atanh,
            Kernels::silu,
            Kernels::siluSlope,
            Kernels::lgamma,
            Kernels::digamma,
            x -> Kernels.polygamma(2, x),
            Kernels::logNormCdf,
            Kernels::logNormCdfSlope,
            x -> Kernels.mills(1, x),
            x -> Kernels.norm(new double[] {x, 1, -x / 2}),
            Kernels::cbrt,
            x -> Kernels.hypot(x, 1 - x),
            x -> Kernels.cbrtPow(-5, x),
        };

        private Checksum() {}

        /** One number that depends on every bit of every kernel's results for the same n arguments. */
        static long of(int n) {
            long sum = 0;
            for (DoubleUnaryOperator kernel : KERNELS) {
                Random random = new Random(11);
                for (int i = 0; i < n; i++) {
                    double x = argument(random, i);
                    sum = 31 * sum + Double.doubleToLongBits(kernel.applyAsDouble(x));
                }
            }
            return sum;
        }

        private static double argument(Random random, int i) {
            return switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> (random.nextDouble() - 0.5) * 4;
                case 2 -> (random.nextDouble() - 0.5) * 80;
                default -> (random.nextDouble() - 0.5) * 1500;
            };
        }
    }

    /**
     * {@code Checksum.of(20_000)}, found equal on JDK 17 and 25, interpreted and compiled by C1 and by C2. Only a
     * change of a kernel's formula or tables may change it; a new JDK or processor may not.
     */
    private static final long EVERYWHERE = -5327341389977598747L;

    /** Defines the engine's classes afresh, so that none of their methods has run or been compiled. */
    private static final class Afresh extends ClassLoader {

        Afresh() {
            super(KernelsReproducibilityTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith("io.gradstep.engine.") ? defined(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream in =
                    KernelsReproducibilityTest.class.getResourceAsStream('/' + name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void cold_and_compiled_code_give_the_same_bits() throws ReflectiveOperationException {
        Class<?> fresh = new Afresh().loadClass(Checksum.class.getName());
        Method cold = fresh.getDeclaredMethod("of", int.class);
        cold.setAccessible(true);
        assertThat(fresh).isNotSameAs(Checksum.class);
        long interpreted = (long) cold.invoke(null, 100);
        for (int i = 0; i < 300; i++) {
            assertThat(Checksum.of(100)).isEqualTo(interpreted);
        }
    }

    @Test
    void every_machine_gives_the_same_bits() {
        assertThat(Checksum.of(20_000)).isEqualTo(EVERYWHERE);
    }
}
