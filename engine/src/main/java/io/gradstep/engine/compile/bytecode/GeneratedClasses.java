package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.CustomOp;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The switch for classes defined at run time. There are none with {@code -Dgradstep.compile=interpret}, and none where
 * the Java runtime refuses them, as a GraalVM native image does; everything then runs without them.
 */
public final class GeneratedClasses {
    /** The system property that turns them off. */
    public static final String PROPERTY = "gradstep.compile";

    /** What the property is set to. */
    public static final String INTERPRET = "interpret";

    /** Set once the runtime has refused to define a class. */
    private static volatile boolean refused;

    private GeneratedClasses() {}

    /**
     * Checks the property early: functions are compiled when they are first evaluated.
     *
     * @throws IllegalArgumentException if it has another value than {@value #INTERPRET}
     */
    public static void checkSetting() {
        String setting = System.getProperty(PROPERTY);
        if (setting != null && !setting.equals(INTERPRET)) {
            throw new IllegalArgumentException("the system property %s is '%s'; it must be '%s', or not be set"
                    .formatted(PROPERTY, setting, INTERPRET));
        }
    }

    /**
     * Tells why no classes are defined.
     *
     * @return a clause, or null if they are
     * @throws IllegalArgumentException if the property has another value than {@value #INTERPRET}
     */
    public static @Nullable String obstacle() {
        checkSetting();
        return System.getProperty(PROPERTY) != null
                ? "-D%s=%s is set".formatted(PROPERTY, INTERPRET)
                : refused ? "this Java runtime does not define classes at run time" : null;
    }

    /** Defines a class by some code, unless there is an obstacle; null then. */
    static <T> @Nullable T define(Supplier<T> code) {
        if (obstacle() != null) {
            return null;
        }
        try {
            return code.get();
        } catch (UnsupportedOperationException e) {
            refused = true;
        } catch (LinkageError | VirtualMachineError | AssertionError e) {
            throw e; // a fault, and no refusal
        } catch (Error e) {
            refused = true; // a native image's UnsupportedFeatureError
        }
        return null;
    }

    /**
     * Defines a hidden class of this package, and creates its one instance.
     *
     * @param classFile the class
     * @param classData what its code reads as class data
     * @param parameterType the type of the parameter of its constructor
     * @param argument the argument for that
     */
    static Object instance(byte[] classFile, Collection<CustomOp> classData, Class<?> parameterType, Object argument) {
        Lookup here = MethodHandles.lookup();
        try {
            Lookup hidden = classData.isEmpty()
                    ? here.defineHiddenClass(classFile, false)
                    : here.defineHiddenClassWithClassData(classFile, List.copyOf(classData), false);
            return hidden.lookupClass().getDeclaredConstructor(parameterType).newInstance(argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the class generated for a compiled function cannot be loaded", e);
        }
    }

    /** Forgets a refusal, for tests of one. */
    static void forgetRefusal() {
        refused = false;
    }
}
