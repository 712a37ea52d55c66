@NullMarked
package io.groat.fraud.list;

import org.jspecify.annotations.NullMarked;
