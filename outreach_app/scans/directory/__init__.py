"""The referral directory in public: searched, read, printed, and put right by whoever knows better. No account, no cookie."""
