package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The libraries need nothing of Guava that its lowest supported version lacks. That they run with it shows {@link
 * ConsumerIT}, on the paths of its programs; here every call counts.
 */
class LowestGuavaIT {
    private static final Path ROOT = SourceTree.root();
    private static final Path GUAVA = ROOT.resolve("demos/target/lowest/guava.jar");
    private static final String GUAVAS = "com/google/common/";

    @ParameterizedTest
    @ValueSource(strings = {"engine", "nn", "viz"})
    void the_lowest_guava_has_every_method_that_is_called(String module) throws IOException {
        Set<String> called = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("target/classes"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                new ClassReader(Files.readAllBytes(file)).accept(new Calls(called), ClassReader.SKIP_DEBUG);
            }
        }
        assertThat(called).isNotEmpty();
        try (URLClassLoader guava = new URLClassLoader(new URL[] {url()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(called).allMatch(call -> exists(call, guava));
        }
    }

    @Test
    void the_documentation_names_the_lowest_guava() throws IOException {
        Properties properties = new Properties();
        try (ZipFile jar = new ZipFile(GUAVA.toFile())) {
            ZipEntry entry = jar.getEntry("META-INF/maven/com.google.guava/guava/pom.properties");
            try (InputStream stream = jar.getInputStream(entry)) {
                properties.load(stream);
            }
        }
        String version = properties.getProperty("version").replace("-jre", "");
        assertThat(ROOT.resolve("README.md")).content().contains("Guava " + version);
        assertThat(ROOT.resolve("engine/README.md")).content().contains("Guava " + version);
    }

    private static URL url() throws MalformedURLException {
        return GUAVA.toUri().toURL();
    }

    /** Whether there is such a public or protected method, {@code owner.name(parameters)result}, or field. */
    private static boolean exists(String call, ClassLoader guava) {
        int dot = call.indexOf('.');
        Set<String> members = new HashSet<>();
        try {
            Class<?> owner = Class.forName(call.substring(0, dot).replace('/', '.'), false, guava);
            for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
                Stream.of(type.getDeclaredMethods())
                        .forEach(method -> members.add(method.getName() + Type.getMethodDescriptor(method)));
            }
            Stream.of(owner.getMethods())
                    .forEach(method -> members.add(method.getName() + Type.getMethodDescriptor(method)));
            Stream.of(owner.getConstructors())
                    .forEach(each -> members.add("<init>" + Type.getConstructorDescriptor(each)));
            Stream.of(owner.getFields())
                    .forEach(field -> members.add(field.getName() + Type.getDescriptor(field.getType())));
        } catch (ClassNotFoundException e) {
            return false;
        }
        return members.contains(call.substring(dot + 1));
    }

    /** Collects what a class calls or reads of Guava. */
    private static final class Calls extends ClassVisitor {
        private final Set<String> called;

        Calls(Set<String> called) {
            super(Opcodes.ASM9);
            this.called = called;
        }

        private void add(String owner, String name, String descriptor) {
            if (owner.startsWith(GUAVAS)) {
                called.add(owner + "." + name + descriptor);
            }
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String type, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean itf) {
                    add(owner, name, descriptor);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    add(owner, name, descriptor);
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String name, String descriptor, Handle bootstrap, Object... arguments) {
                    Stream.of(arguments)
                            .filter(Handle.class::isInstance)
                            .map(Handle.class::cast)
                            .forEach(handle -> add(handle.getOwner(), handle.getName(), handle.getDesc()));
                }
            };
        }
    }
}
