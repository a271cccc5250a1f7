package dev.beamcluster.e2e.dist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar with which a JVM starts faster. Class files that are older than Java 6 have no stack maps, so that the JVM's cache does not
 * take them, and they are loaded and verified at each start; picocli is built for Java 5. And the client library loads each of the
 * thousand classes in a list, to read objects of unknown kinds, of which the plugin has none.
 */
final class QuickJar {

    private static final String KINDS = "META-INF/services/io.fabric8.kubernetes.api.model.KubernetesResource";

    private QuickJar() {}

    /** Rewrites the old class files of a jar, with the same code, and removes the list; leaves other jars as they are. */
    static void renew(Path jar) throws IOException {
        var renewed = new ByteArrayOutputStream();
        try (var from = new JarFile(jar.toFile());
                var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                var to = new ZipOutputStream(renewed)) {
            List<JarEntry> entries = Collections.list(from.entries());
            if (from.getEntry(KINDS) == null && !hasOld(from, entries)) {
                return;
            }
            entries.removeIf(entry -> entry.getName().equals(KINDS));
            ClassFile classes = withStackMaps(loader);
            for (JarEntry entry : entries) {
                byte[] bytes = bytes(from, entry);
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(isOld(entry, bytes) ? renewed(classes, bytes) : bytes);
                to.closeEntry();
            }
        }
        Files.write(jar, renewed.toByteArray());
    }

    /** Looks at the first class: a compiler gives all of them the same version. */
    private static boolean hasOld(JarFile jar, List<JarEntry> entries) throws IOException {
        for (JarEntry entry : entries) {
            if (isClass(entry)) {
                return isOld(entry, bytes(jar, entry));
            }
        }
        return false;
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }

    /** The major version is the fourth number of a class file, of two bytes (JVM Specification, 4.1). */
    private static boolean isOld(JarEntry entry, byte[] bytes) {
        return isClass(entry) && ByteBuffer.wrap(bytes).getShort(6) < ClassFile.JAVA_6_VERSION;
    }

    private static ClassFile withStackMaps(ClassLoader loader) {
        return ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader)));
    }

    private static byte[] renewed(ClassFile classes, byte[] bytes) {
        ClassTransform code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        return classes.transformClass(
                classes.parse(bytes),
                code.andThen(ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0))));
    }
}
