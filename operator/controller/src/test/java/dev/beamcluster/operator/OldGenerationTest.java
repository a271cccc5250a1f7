package dev.beamcluster.operator;

import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OldGenerationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 7, 0",
        "0, 8, 1",
        "20, 27, 0",
        "20, 28, 1",
        "100, 124, 0",
        "100, 125, 1",
        "100, 90, 0",
    })
    void aCollectionHasToBeWorthIt(long keptMebibytes, long usedMebibytes, int collections) {
        // Given
        var collected = new AtomicInteger();
        var old = new OldGeneration(pool(keptMebibytes << 20, usedMebibytes << 20), collected::incrementAndGet);

        // When
        old.collect();

        // Then
        assertThat(collected).hasValue(collections);
    }

    private static MemoryPoolMXBean pool(long kept, long used) {
        return (MemoryPoolMXBean) Proxy.newProxyInstance(
                OldGenerationTest.class.getClassLoader(), new Class<?>[] {MemoryPoolMXBean.class}, (_, method, _) -> {
                    long bytes = method.getName().equals("getCollectionUsage") ? kept : used;
                    return new MemoryUsage(0, bytes, bytes, -1);
                });
    }
}
