/** Users and payees that are allowed, watched or blocked. */
@NullMarked
package io.groat.fraud.list;

import org.jspecify.annotations.NullMarked;
