-- Who writes may use what there is, unless it says otherwise.
RESET memory_limit;
