@NullMarked
package io.groat.fraud.model;

import org.jspecify.annotations.NullMarked;
