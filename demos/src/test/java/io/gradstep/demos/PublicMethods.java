package io.gradstep.demos;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The public methods of the libraries that users call. */
final class PublicMethods {
    private PublicMethods() {}

    static List<Method> all() {
        List<Method> methods = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // The browser of viz's tests, once it is packaged.
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.gradstep")) {
            if (isForUsers(type.getPackageName()) && isOpen(type)) {
                for (Method method : type.reflect().getDeclaredMethods()) {
                    if (Modifier.isPublic(method.getModifiers()) && isCalledByUsers(method)) {
                        methods.add(method);
                    }
                }
            }
        }
        return methods;
    }

    private static boolean isForUsers(String room) {
        return !room.startsWith("io.gradstep.demos") && !SourceTree.INTERNAL.contains(room);
    }

    /** Callbacks, which users implement and we call, are not; neither is what Java adds or defines. */
    private static boolean isCalledByUsers(Method method) {
        boolean callback = method.getDeclaringClass().isInterface() && !Modifier.isStatic(method.getModifiers());
        boolean ofEnum = method.getDeclaringClass().isEnum() && method.getName().equals("valueOf");
        return !callback
                && !ofEnum
                && !method.isSynthetic()
                && !Modifier.isAbstract(method.getModifiers())
                && !method.getName().equals("equals");
    }

    /** Whether a type and all around it are public. */
    private static boolean isOpen(JavaClass type) {
        return type.reflect().getSimpleName().length() > 0
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicMethods::isOpen).orElse(true);
    }
}
