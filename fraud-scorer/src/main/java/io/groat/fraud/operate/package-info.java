/** How models are added, tried in the shadow, put in force and taken back. */
@NullMarked
package io.groat.fraud.operate;

import org.jspecify.annotations.NullMarked;
