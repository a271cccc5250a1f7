package dev.beamcluster.kubectl.page.http;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.page.ClusterKey;
import dev.beamcluster.kubectl.page.ClusterRow;
import dev.beamcluster.kubectl.page.Frame;
import dev.beamcluster.kubectl.page.Frames;
import dev.beamcluster.kubectl.page.PageJson;
import dev.beamcluster.kubectl.page.Recording;

/**
 * All BeamClusters as they are now, what was seen of each in the last hour, and the browser windows that get every change. {@link
 * #put}, {@link #remove} and {@link #note} may be called by any thread.
 */
public final class Board {

    /** Frames of one BeamCluster: its status is written every two seconds at most, and rarely so often for long. */
    private static final int FRAMES = 600;

    private final InstantSource clock;
    private final PageJson json = new PageJson();
    private final Map<ClusterKey, BeamCluster> clusters = new TreeMap<>();
    private final Map<ClusterKey, Recording> recordings = new TreeMap<>();
    private final Map<String, String> notes = new TreeMap<>();
    private final Set<Subscription> subscriptions = new HashSet<>();

    public Board(InstantSource clock) {
        this.clock = clock;
    }

    InstantSource clock() {
        return clock;
    }

    /** Takes note of a BeamCluster that is new or has changed. */
    public synchronized void put(BeamCluster cluster) {
        ClusterKey key = ClusterKey.of(cluster);
        @Nullable BeamCluster before = clusters.put(key, cluster);
        Frame frame = Frames.of(cluster, clock.instant());
        recordings.computeIfAbsent(key, _ -> new Recording(FRAMES)).add(frame);
        ClusterRow row = ClusterRow.of(cluster);
        if (before == null || !ClusterRow.of(before).equals(row)) {
            tell(new Message("row", json.write(row)), Optional.empty());
        }
        tell(new Message("frame", json.write(frame)), Optional.of(key));
    }

    /** Takes note that a BeamCluster is gone. What was seen of it stays until the page ends. */
    public synchronized void remove(ClusterKey key) {
        if (clusters.remove(key) != null) {
            tell(new Message("gone", json.write(key)), Optional.empty());
        }
    }

    /** Removes all BeamClusters but these. */
    public synchronized void keep(Collection<ClusterKey> all) {
        var gone = new ArrayList<>(clusters.keySet());
        gone.removeAll(all);
        gone.forEach(this::remove);
    }

    /**
     * Says what the page cannot show now, or that it can again.
     *
     * @param subject what it is about
     * @param sentence null if all is well
     */
    public synchronized void note(String subject, @Nullable String sentence) {
        @Nullable String before = sentence == null ? notes.remove(subject) : notes.put(subject, sentence);
        if (sentence == null ? before != null : !sentence.equals(before)) {
            tell(notesMessage(), Optional.empty());
        }
    }

    /** Returns a BeamCluster, if there is one of that name. */
    public synchronized Optional<BeamCluster> find(ClusterKey key) {
        return Optional.ofNullable(clusters.get(key));
    }

    /** Returns what was seen of a BeamCluster, oldest first. */
    synchronized List<Frame> seen(ClusterKey key) {
        return Optional.ofNullable(recordings.get(key)).map(Recording::frames).orElse(List.of());
    }

    /**
     * Returns a stream that begins with everything that is known now.
     *
     * @param watched the BeamCluster whose frames are wanted too
     */
    synchronized Subscription subscribe(Optional<ClusterKey> watched) {
        var subscription = new Subscription(watched, this);
        List<ClusterRow> rows = clusters.values().stream().map(ClusterRow::of).toList();
        subscription.offer(new Message("rows", json.write(rows)));
        subscription.offer(notesMessage());
        watched.map(this::seen)
                .filter(frames -> !frames.isEmpty())
                .ifPresent(frames -> subscription.offer(new Message("frame", json.write(frames.getLast()))));
        watched.filter(key -> !clusters.containsKey(key))
                .ifPresent(key -> subscription.offer(new Message("gone", json.write(key))));
        subscriptions.add(subscription);
        return subscription;
    }

    synchronized void forget(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    private Message notesMessage() {
        return new Message("notes", json.write(notes));
    }

    private void tell(Message message, Optional<ClusterKey> about) {
        subscriptions.stream()
                .filter(subscription -> about.isEmpty() || about.equals(subscription.watched()))
                .forEach(subscription -> subscription.offer(message));
    }
}
