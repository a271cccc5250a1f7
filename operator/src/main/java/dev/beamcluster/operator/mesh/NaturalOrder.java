package dev.beamcluster.operator.mesh;

import java.util.Comparator;

/** Orders texts with the runs of digits in them compared as numbers; a total order, consistent with equals. */
final class NaturalOrder implements Comparator<String> {

    @Override
    public int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
                int endLeft = endOfNumber(left, i);
                int endRight = endOfNumber(right, j);
                int byNumber = compareNumbers(left, i, endLeft, right, j, endRight);
                if (byNumber != 0) {
                    return byNumber;
                }
                i = endLeft;
                j = endRight;
            } else if (left.charAt(i) != right.charAt(j)) {
                return Character.compare(left.charAt(i), right.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        int byRest = Integer.compare(left.length() - i, right.length() - j);
        return byRest != 0 ? byRest : left.compareTo(right);
    }

    /** Leading zeros count for nothing. Nothing is copied: the sets of a large mesh compare names very often. */
    private static int compareNumbers(
            String left, int fromLeft, int endLeft, String right, int fromRight, int endRight) {
        int i = skipZeros(left, fromLeft, endLeft);
        int j = skipZeros(right, fromRight, endRight);
        if (endLeft - i != endRight - j) {
            return Integer.compare(endLeft - i, endRight - j);
        }
        while (i < endLeft && left.charAt(i) == right.charAt(j)) {
            i++;
            j++;
        }
        return i == endLeft ? 0 : Character.compare(left.charAt(i), right.charAt(j));
    }

    private static int skipZeros(String text, int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
