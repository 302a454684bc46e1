package io.gradstep.demos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house: who may depend on whom, and what a package owes its readers. */
class ArchitectureTest {
    private static final String ENGINE = "io.gradstep.engine..";
    private static final String ENGINE_CORE = "io.gradstep.engine";
    private static final String NN = "io.gradstep.nn..";
    private static final String VIZ = "io.gradstep.viz..";
    private static final String DEMOS = "io.gradstep.demos..";

    /** The rooms of the engine beside its core. Its text is none of them: it is below all, and all may use it. */
    private static final Set<String> ROOMS = Set.of(
            "io.gradstep.engine.trace..",
            "io.gradstep.engine.expr..",
            "io.gradstep.engine.compile..",
            "io.gradstep.engine.files..");

    private static final int MAX_FILES_OF_A_PACKAGE = 40;
    private static final int MAX_LINES_OF_A_FILE = 400;
    private static final int MAX_COLUMNS = 120;

    /** The catalogue of ops, and the class with a method for each. */
    private static final Set<String> LONG_FILES = Set.of("Op.java", "Value.java");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The browser of viz's tests, once it is packaged.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.gradstep");

    @Test
    void the_engine_depends_on_no_other_module() {
        check(noDependency(ENGINE, NN, VIZ, DEMOS));
    }

    @ParameterizedTest
    @CsvSource({NN + ", " + VIZ, VIZ + ", " + NN})
    void networks_and_pictures_use_the_engine_and_never_see_each_other(String module, String other) {
        check(noDependency(module, other, DEMOS));
    }

    @Test
    void the_engine_core_does_not_depend_on_its_rooms() {
        check(noDependency(ENGINE_CORE, ROOMS.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "expr", "compile", "files"})
    void a_room_of_the_engine_does_not_see_the_others(String name) {
        String room = ENGINE_CORE + "." + name + "..";
        assertThat(ROOMS).contains(room);
        check(noDependency(
                room, ROOMS.stream().filter(other -> !other.equals(room)).toArray(String[]::new)));
    }

    @Test
    void text_knows_nothing_of_the_engine() {
        check(noDependency("io.gradstep.engine.text", ENGINE_CORE));
        check(noDependency("io.gradstep.engine.text", ROOMS.toArray(String[]::new)));
    }

    @Test
    void only_the_engine_uses_guavas_graphs() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.common.graph.."));
    }

    /** A list in a signature is a list to whoever calls it; Guava is there for its graph alone. */
    @Test
    void signatures_name_none_of_guavas_types_but_its_graph() {
        List<String> signatures = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            boolean exported = type.getPackageName().matches("io\\.gradstep\\.(engine|nn|viz)\\b.*")
                    && !SourceTree.INTERNAL.contains(type.getPackageName());
            if (exported && isPublic(type)) {
                Stream.of(type.reflect().getDeclaredMethods(), type.reflect().getDeclaredConstructors())
                        .flatMap(Stream::of)
                        .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
                        .map(Executable::toGenericString)
                        .filter(signature -> signature.contains("com.google.common"))
                        .forEach(signatures::add);
            }
        }
        assertThat(signatures).singleElement(STRING).contains("Graph.network()");
    }

    /** Whether a class is public, and all that it is nested in. */
    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }

    /** A class that names a missing interface cannot be loaded, and most users have no notebook. */
    @Test
    void only_the_notebook_extension_knows_of_notebooks() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.gradstep.viz.notebook")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gradstep.viz.notebook", "org.dflib.."));
    }

    @Test
    void libraries_never_print() {
        check(noClasses().that().resideInAnyPackage(ENGINE, NN, VIZ).should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void every_package_is_documented_and_null_marked() {
        Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(toSet());
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(room -> assertThat(room.tryGetPackageInfo())
                        .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class))
                                .isTrue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "nn", "viz"})
    void a_module_exports_to_everybody_all_packages_but_the_internal_ones(String name) {
        String module = "io.gradstep." + name;
        Path classes = SourceTree.root().resolve(name).resolve("target/classes");
        ModuleDescriptor descriptor =
                ModuleFinder.of(classes).find(module).orElseThrow().descriptor();

        Set<String> exported = descriptor.exports().stream()
                .filter(export -> !export.isQualified())
                .map(Exports::source)
                .collect(toSet());

        Set<String> open = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(room -> room.startsWith(module) && !SourceTree.INTERNAL.contains(room))
                .collect(toSet());
        assertThat(exported).isEqualTo(open);
    }

    @Test
    void internal_packages_exist() {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(toSet());
        assertThat(packages).containsAll(SourceTree.INTERNAL);
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        check(slices().matching("io.gradstep.(**)").should().beFreeOfCycles());
    }

    @Test
    void no_package_is_a_crowd() {
        Map<String, Long> files = SourceTree.mainSources().stream()
                .collect(Collectors.groupingBy(SourceTree::packageOf, Collectors.counting()));
        assertThat(files)
                .isNotEmpty()
                .allSatisfy((room, count) -> assertThat(count).isLessThanOrEqualTo(MAX_FILES_OF_A_PACKAGE));
    }

    @Test
    void no_file_but_op_and_value_is_long() {
        assertThat(SourceTree.allSources())
                .filteredOn(file -> !LONG_FILES.contains(file.getFileName().toString()))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(SourceTree.lines(file)).hasSizeLessThanOrEqualTo(MAX_LINES_OF_A_FILE));
    }

    @Test
    void no_line_is_wide() {
        assertThat(SourceTree.allSources())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(SourceTree.lines(file))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(MAX_COLUMNS)));
    }

    private static ArchRule noDependency(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    /** A rule about a package that has no classes yet holds. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
