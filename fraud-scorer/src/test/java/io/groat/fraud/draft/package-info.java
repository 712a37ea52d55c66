@NullMarked
package io.groat.fraud.draft;

import org.jspecify.annotations.NullMarked;
