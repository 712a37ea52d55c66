/** What stands before every call: who calls, whether they may, and what browsers are told. */
@NullMarked
package io.groat.web.guard;

import org.jspecify.annotations.NullMarked;
