package dev.beamcluster.operator.desired.validation;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.EnvVar;

/** Variables that need others which only a node has. */
public final class NodeVariables {

    private NodeVariables() {}

    /**
     * Returns these variables, and all that refer to one of them.
     *
     * @param variables the variables of a container
     * @param unset names of variables that only a node has
     */
    public static Set<String> without(List<EnvVar> variables, Collection<String> unset) {
        var missing = new TreeSet<>(unset);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (EnvVar variable : variables) {
                String value = Objects.requireNonNullElse(variable.getValue(), "");
                if (missing.stream().anyMatch(name -> value.contains("$(" + name + ")"))) {
                    grows |= missing.add(variable.getName());
                }
            }
        }
        return missing;
    }

    /** Whether the word of a command refers to the variable, for Kubernetes or for a shell. */
    static boolean isIn(String word, String variable) {
        return word.contains("$(" + variable + ")")
                || Pattern.compile("\\$\\{?" + Pattern.quote(variable) + "(?![A-Za-z0-9_])")
                        .matcher(word)
                        .find();
    }
}
